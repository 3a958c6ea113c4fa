// Starts Decap CMS on this computer. Beside the fields it shows the page of the site itself, as it was last saved, with
// what the checks have found. Nobody signs in: the address of this page is secret.
"use strict";

const { pages } = document.currentScript.dataset;
const collections = document.currentScript.dataset.collections.split(" ");
window.CMS_MANUAL_INIT = true;
localStorage.setItem("decap-cms-user", JSON.stringify({ backendName: "proxy" }));

addEventListener("DOMContentLoaded", () => {
  const { CMS, createClass, h } = window;
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
    entrySaved: "Saved. The page on the right follows.",
    onFailToPersist: "Not saved: %{details}",
  });
  CMS.registerLocale("en", words);
  // Decap writes the name of its class of errors before our words.
  const { toString } = Error.prototype;
  Error.prototype.toString = function () {
    return this.name === "API_ERROR" ? this.message : toString.call(this);
  };
  // Somebody may have followed a link there.
  CMS.registerEventListener({
    name: "postPublish",
    handler: () => {
      const frame = document.getElementById("preview-pane")?.contentDocument.querySelector("iframe");
      frame?.contentWindow.location.replace(frame.src);
    },
  });
  CMS.init();
});
