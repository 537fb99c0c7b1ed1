// Words that titles are made of beside their topics, all our own.

const words = (text: string): readonly string[] => text.split(', ');

export const PLACES = words(
  'the Pacific Rim, the Great Basin, Andalusia, the Baltic, the Sahel, Oaxaca, Appalachia, the Low Countries, Kerala, the Andes, ' +
    'Anatolia, the Hebrides, Hokkaido, the Mekong, Patagonia, the Carpathians, the Central Valley, Quebec, the Adriatic, Bengal',
);

export const FRAMES = words(
  'a field guide, a short history, an inquiry, a reader, cases and commentary, essays in method, a critical introduction, ' +
    'new approaches, the long view, theory and practice, sources and debates, an atlas, evidence and argument, a companion',
);

export const ADJECTIVES = words(
  'quiet, borrowed, hidden, ordinary, restless, unfinished, contested, everyday, fragile, modern, distant, shared, uncertain, ' +
    'vernacular, living, small, late, unequal, lasting, public',
);

export const FICTION_ADJECTIVES = words(
  'salt, glass, winter, paper, crooked, yellow, sleeping, second, drowned, northern, hollow, gentle, broken, silver, patient, blue, ' +
    'long, vanishing, burnt, small',
);

export const FICTION_NOUNS = words(
  'orchard, lantern, ferry, daughter, harbor, archive, meadow, clockmaker, tide, garden, bridge, sparrow, ledger, kitchen, river, ' +
    'staircase, orchardist, signal, mountain, letter, window, chapel, map, swimmer, neighbor, road, aviary, well, piano, almanac',
);

export const FICTION_ENDS = words(
  'for the rain, at low water, of Calder Street, in August, without shadows, and other stories, before the thaw, of the seventh year, ' +
    'on the far shore, after midnight, between two hills, of the interior',
);
