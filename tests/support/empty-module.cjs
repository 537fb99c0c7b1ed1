// Stands in for style sheets in jsdom, which draws nothing.
module.exports = {};
