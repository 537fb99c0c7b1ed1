// Mantine's theme: our accent, contrast that passes AA, no animations of its own, the desk's type.

import { createTheme, type MantineColorsTuple } from '@mantine/core';

/** Ink blue. Shade 8 carries white text at over 7:1. */
const ink: MantineColorsTuple = [
  '#eef1fb',
  '#dbe1f6',
  '#b9c4ee',
  '#93a8f6',
  '#7d90dc',
  '#5f76cf',
  '#4a63c5',
  '#3c55bb',
  '#2f4ab0',
  '#243a8c',
];

/** The greys of the dark look, lightest first: text to page. */
const night: MantineColorsTuple = [
  '#e9ecf2',
  '#b6bdca',
  '#99a1b1',
  '#626b7d',
  '#454c5a',
  '#2c313d',
  '#22262f',
  '#181b22',
  '#131620',
  '#101218',
];

export const theme = createTheme({
  colors: { ink, dark: night },
  primaryColor: 'ink',
  primaryShade: { light: 8, dark: 8 },
  autoContrast: true,
  fontFamily: 'var(--font)',
  fontSizes: { xs: '12px', sm: '13px', md: '14px', lg: '16px', xl: '20px' },
  defaultRadius: '6px',
  cursorType: 'pointer',
  respectReducedMotion: true,
  focusRing: 'auto',
});
