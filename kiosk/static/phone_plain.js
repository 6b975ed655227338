// For browsers that do not understand phone.js: the page is loaded anew, as it is without scripts.
setTimeout(function () {
  if (!window.phoneIsLive) location.reload();
}, 20000);
