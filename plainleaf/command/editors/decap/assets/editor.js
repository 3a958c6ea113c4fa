// Starts Decap CMS on this computer. Beside the fields it shows the page of the site itself, as it was last saved, with
// what the checks have found. Nobody signs in: the address of this page is secret.
"use strict";

const collections = document.currentScript.dataset.collections.split(" ");
window.CMS_MANUAL_INIT = true;
localStorage.setItem("decap-cms-user", JSON.stringify({ backendName: "proxy" }));

addEventListener("DOMContentLoaded", () => {
  const { CMS, createClass, h } = window;
  const pages = new URL("page/", document.baseURI).href;
  const Saved = createClass({
    render() {
      const source = this.props.entry.get("path");
      if (!source) {
        return h("p", {}, "Save it, and you see it here.");
      }
      return h("iframe", { src: pages + source, title: "The page as it was last saved" });
    },
  });
  for (const collection of collections) {
    CMS.registerPreviewTemplate(collection, Saved);
  }
  CMS.registerPreviewStyle("html, body, body div, iframe { height: 100%; width: 100%; margin: 0; border: 0 }", {
    raw: true,
  });
  // What Decap calls publishing only saves a file here.
  const words = structuredClone(CMS.getLocale("en"));
  Object.assign(words.editor.editorToolbar, {
    publish: "Save",
    publishing: "Saving…",
    published: "Saved",
    publishNow: "Save now",
    publishAndCreateNew: "Save and begin another",
    publishAndDuplicate: "Save and begin a copy",
    deployButtonLabel: "Open the page",
  });
  Object.assign(words.collection.collectionTop, {
    newButton: "New %{collectionLabel}",
    newButtonAriaLabel: "New %{collectionLabel}",
  });
  Object.assign(words.ui.toast, {
    entryPublished: "Saved. The page on the right follows.",
    onFailToPersist: "Not saved: %{details}",
  });
  CMS.registerLocale("en", words);
  CMS.init();
});
