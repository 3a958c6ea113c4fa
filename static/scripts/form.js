// Says what is missing before a form is sent: in a list at its top, and in the same words at each question.
// Without this script the browser looks for what is missing, and the receiver answers with a page like this one.
(form => {
  if (!form) return
  const { problem, error } = form.dataset
  const fields = [...form.querySelectorAll('.field')]
  const title = document.title.replace(`${error} `, '')
  const controlOf = field => field.querySelector('input, select, textarea')

  const make = (name, text = '', properties = {}) =>
    Object.assign(document.createElement(name), { textContent: text }, properties)

  const faultOf = field => {
    const control = controlOf(field)
    const { missing, wrong, pattern } = field.dataset
    const text = control.value.trim()
    const isChosen = /radio|checkbox/.test(control.type)
    if (isChosen ? !field.querySelector(':checked') : !text) return missing
    return !isChosen && pattern && !RegExp(`^(?:${pattern})$`).test(text) ? wrong : ''
  }

  const mark = (field, words) => {
    const control = controlOf(field)
    const target = field.matches('fieldset') ? field : control
    const hint = field.querySelector('.hint')
    const note = field.querySelector('.field-error')
    const ids = hint ? [hint.id] : []
    if (note) note.remove()
    field.classList.toggle('is-wrong', !!words)
    if (words) {
      const line = make('p', ` ${words}`, { className: 'field-error', id: `error-${control.name}` })
      line.prepend(make('span', error, { className: 'visually-hidden' }))
      field.querySelector('.choice, input, select, textarea').before(line)
      ids.unshift(line.id)
    }
    if (target === control) control.setAttribute('aria-invalid', !!words)
    if (ids.length) target.setAttribute('aria-describedby', ids.join(' '))
    else target.removeAttribute('aria-describedby')
  }

  const check = event => {
    const faults = fields.map(field => [field, faultOf(field)])
    const list = make('ul')
    form.querySelectorAll('.form-problem').forEach(old => old.remove())
    for (const [field, words] of faults) {
      mark(field, words)
      if (!words) continue
      const item = make('li')
      item.append(make('a', words, { href: `#${controlOf(field).id}` }))
      list.append(item)
    }
    document.title = list.firstChild ? `${error} ${title}` : title
    if (!list.firstChild) return
    event.preventDefault()
    const summary = make('div', '', { className: 'form-problem', tabIndex: -1 })
    const inner = make('div')
    inner.setAttribute('role', 'alert')
    inner.append(make('h3', problem), list)
    summary.append(inner)
    form.prepend(summary)
    summary.focus()
  }

  // The question, not only its first answer, has to be in sight.
  form.addEventListener('click', event => {
    const link = event.target.closest('.form-problem a')
    const control = link && document.getElementById(link.hash.slice(1))
    if (!control) return
    event.preventDefault()
    control.focus({ preventScroll: true })
    control.closest('.field').scrollIntoView()
  })

  // A demonstration is no form: it has a link in place of the button.
  if (form.matches('form')) {
    form.noValidate = true
    form.addEventListener('submit', check)
  } else {
    form.querySelector('.form-next').addEventListener('click', check)
  }
  form.querySelector('.form-problem')?.focus()
})(document.querySelector('.form[data-problem]'))
