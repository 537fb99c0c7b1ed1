// A file as its text, as vite gives it for an import that ends in `?raw`.

module.exports = {
  process: (/** @type {string} */ text) => ({
    code: `module.exports = { __esModule: true, default: ${JSON.stringify(text)} };`,
  }),
};
