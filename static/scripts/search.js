// Finds pages by their words in an index on this site. What people type goes nowhere: not into the address, not to a server.
const form = document.querySelector('.search')
const input = form.querySelector('input')
const status = document.querySelector('.search-status')
const list = document.querySelector('.search-results')
const { index, prefix, synonyms, found, none, failed } = form.dataset
// These may be relative, and name a page in the folder.
const folder = address => new URL('.', new URL(address, document.baseURI))
const names = Object.entries(JSON.parse(synonyms))
const MOST = 20

let pagefind
const open = async () => {
  pagefind ??= await import(`${folder(index)}pagefind.js`)
  await pagefind.options({ baseUrl: folder(prefix).pathname, excerptLength: 20 })
  return pagefind
}

// The words as pages say them: "pinched nerve" also finds what is about sciatica.
const waysToSay = words => {
  // As the names are: of the Turkish i, with a dot and without, all are one.
  const small = words.replaceAll('İ', 'i').toLowerCase().replaceAll('ı', 'i').replace(/\s+/g, ' ')
  const others = names.filter(([name]) => ` ${small} `.includes(` ${name} `)).map(([, title]) => title)
  return names.some(([name]) => name === small) ? [...others, words] : [words, ...others]
}

const find = async words => {
  const { search } = await open()
  const searches = await Promise.all(waysToSay(words).map(way => search(way)))
  const results = new Map(searches.flatMap(({ results }) => results.map(result => [result.id, result])))
  return Promise.all([...results.values()].slice(0, MOST).map(result => result.data()))
}

// Pagefind marks the words that were found. Nothing but text and these marks is taken over.
const copyMarked = html =>
  [...new DOMParser().parseFromString(html, 'text/html').body.childNodes].map(({ nodeName, textContent }) =>
    nodeName === 'MARK' ? make('mark', textContent) : textContent)

const make = (name, ...inside) => {
  const element = document.createElement(name)
  element.append(...inside)
  return element
}

const show = page => {
  const link = Object.assign(make('a', page.meta.title), { href: page.url })
  return make('li', link, make('p', ...copyMarked(page.excerpt)))
}

const run = async () => {
  const words = input.value.trim()
  list.replaceChildren()
  status.textContent = ''
  if (!words) return
  try {
    const pages = await find(words)
    if (words !== input.value.trim()) return
    list.replaceChildren(...pages.map(show))
    status.textContent = pages.length ? found.replace('{count}', pages.length) : none
    // Whoever comes back from a page finds the list again.
    history.replaceState({ words }, '')
  } catch {
    status.textContent = failed
  }
}

form.addEventListener('submit', event => {
  event.preventDefault()
  run()
})
status.textContent = ''
form.hidden = false
input.value = history.state?.words ?? ''
run()
