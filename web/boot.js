// Runs before the first paint: the chosen language and theme, so that nothing flashes. A visitor's
// choice is in the address or in storage; a sandboxed frame has no storage and says so by throwing.
(() => {
  const address = new URLSearchParams(location.search);
  /** @param {string} key */
  const chosen = (key) => {
    try {
      return address.get(key) ?? localStorage.getItem(`dangol.${key}`);
    } catch {
      return address.get(key);
    }
  };
  const { dataset } = document.documentElement;
  const language = chosen("lang");
  const korean = (navigator.languages[0] ?? navigator.language).toLowerCase().startsWith("ko");
  document.documentElement.lang = language === "ko" || language === "en" ? language : korean ? "ko" : "en";
  const theme = chosen("theme");
  if (theme === "light" || theme === "dark") dataset.theme = theme;
  dataset.state = "loading";
})();
