// Functions that jsdom lacks and the component library needs. Nothing here decides anything: media queries never match,
// sizes never change.

class SilentObserver {
  observe(): void {}
  unobserve(): void {}
  disconnect(): void {}
}

function neverMatches(media: string): MediaQueryList {
  const ignore = (): void => {};
  return {
    media,
    matches: false,
    onchange: null,
    addListener: ignore,
    removeListener: ignore,
    addEventListener: ignore,
    removeEventListener: ignore,
    dispatchEvent: () => false,
  };
}

Object.assign(window, { matchMedia: neverMatches, ResizeObserver: SilentObserver });
Element.prototype.scrollIntoView = () => {};

// React notes the stack of every element that is made, and the environment asks for a hundred frames of each: a fifth of the time of these tests.
Error.stackTraceLimit = 10;
