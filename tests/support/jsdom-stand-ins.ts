// What jsdom lacks and the component library asks for. Nothing here decides anything: media queries never match, sizes never change.

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
