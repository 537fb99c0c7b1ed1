// Mantine's theme: our accent, contrast that passes AA, no animations of its own, the desk's type.

import { createTheme, type MantineColorsTuple } from '@mantine/core';

/** The blue of focus and of buttons. Shade 8 carries white text, shade 3 is that of the dark look. */
const ink: MantineColorsTuple = [
  '#edf2fe',
  '#dbe4fc',
  '#b8c9f7',
  '#8cabf8',
  '#6e92f0',
  '#537be6',
  '#4069dd',
  '#3560d7',
  '#2a55d1',
  '#2147b4',
];

/** The greys of the dark look, lightest first: text to page. */
const night: MantineColorsTuple = [
  '#eceef2',
  '#b7bdc8',
  '#949ba8',
  '#727a89',
  '#363c47',
  '#252a32',
  '#1d2127',
  '#121418',
  '#101216',
  '#0c0e11',
];

export const theme = createTheme({
  colors: { ink, dark: night },
  primaryColor: 'ink',
  primaryShade: { light: 8, dark: 3 },
  autoContrast: true,
  fontFamily: 'var(--font)',
  fontSizes: { xs: '11px', sm: '12px', md: '13px', lg: '14px', xl: '16px' },
  radius: { xs: '4px', sm: '4px', md: '6px', lg: '8px', xl: '12px' },
  defaultRadius: 'md',
  cursorType: 'pointer',
  respectReducedMotion: true,
  focusRing: 'auto',
});
