// Subjects of the demo library: Library of Congress classes with topics that titles are made of. The classes are real, the topics are our own.

/** A subject: class letters, the range of class numbers, and topics of its books. */
export type Subject = {
  readonly letters: string;
  readonly numbers: readonly [number, number];
  readonly style: 'study' | 'science' | 'fiction' | 'music';
  readonly topics: readonly string[];
};

const subject = (
  style: Subject['style'],
  letters: string,
  numbers: readonly [number, number],
  topics: string,
): Subject => ({ letters, numbers, style, topics: topics.split(', ') });

export const SUBJECTS: readonly Subject[] = [
  subject(
    'study',
    'B',
    [72, 945],
    'free will, moral luck, practical reason, doubt, the examined life, personal identity',
  ),
  subject(
    'study',
    'BF',
    [121, 723],
    'attention, habit, grief, childhood memory, group conformity, decision under stress',
  ),
  subject(
    'study',
    'BL',
    [51, 2790],
    'pilgrimage, sacred space, household ritual, prophecy, monastic life, comparative myth',
  ),
  subject('study', 'BJ', [1012, 1595], 'virtue, promises, the ethics of care, moral disagreement, forgiveness, duty'),
  subject(
    'study',
    'D',
    [16, 860],
    'armistice, coalition war, displaced persons, ration books, occupied cities, peace treaties',
  ),
  subject(
    'study',
    'DA',
    [300, 690],
    'market towns, the enclosure acts, canal companies, parish records, the coal trade',
  ),
  subject(
    'study',
    'DC',
    [110, 424],
    'provincial salons, the vineyard, dress and rank, the village commune, river navigation',
  ),
  subject(
    'study',
    'DS',
    [35, 799],
    'caravan cities, port towns, imperial examinations, spice routes, river deltas, partition',
  ),
  subject('study', 'DT', [1, 779], 'coastal trade, oral archives, gold roads, mission schools, independence movements'),
  subject(
    'study',
    'E',
    [77, 909],
    'statehood, westward roads, the ballot, neighborhood politics, the census, water rights',
  ),
  subject(
    'study',
    'F',
    [851, 970],
    'citrus towns, the missions, oil fields, the aqueduct, desert homesteads, coastal fog',
  ),
  subject('study', 'G', [70, 580], 'map projection, urban heat, watersheds, tourist islands, borderlands, place names'),
  subject(
    'science',
    'GE',
    [40, 195],
    'wildfire, wetlands, plastic waste, invasive grasses, carbon accounting, drought',
  ),
  subject('study', 'GN', [33, 674], 'kinship, gift exchange, foodways, field notes, seasonal migration, craft'),
  subject('study', 'HB', [71, 3730], 'price theory, risk, inequality, scarcity, household budgets, incentives'),
  subject(
    'study',
    'HD',
    [30, 9999],
    'family firms, labor contracts, irrigation districts, supply chains, strikes, cooperatives',
  ),
  subject('study', 'HM', [435, 1281], 'social networks, status, rumor, collective action, trust, neighborhood change'),
  subject('study', 'HQ', [503, 1870], 'marriage, adolescence, care work, the second shift, kin networks, aging'),
  subject('study', 'JC', [311, 628], 'citizenship, sovereignty, consent, civic virtue, the public square, dissent'),
  subject(
    'study',
    'JK',
    [275, 2408],
    'state legislatures, the initiative, redistricting, mayors, party machines, turnout',
  ),
  subject(
    'study',
    'KF',
    [4541, 9709],
    'due process, privacy, jury selection, administrative law, the fourth amendment',
  ),
  subject(
    'study',
    'LB',
    [1025, 3640],
    'reading instruction, seminar teaching, school bells, first-generation students, grading',
  ),
  subject(
    'music',
    'M',
    [3, 1507],
    'string quartets, piano preludes, choral suites, songs for low voice, wind quintets',
  ),
  subject('study', 'ML', [55, 3930], 'the orchestra, jazz clubs, folk song, tuning, film music, the amateur choir'),
  subject('study', 'N', [70, 8555], 'landscape, the portrait, public murals, collectors, color, museum audiences'),
  subject(
    'study',
    'NA',
    [680, 9425],
    'courtyards, adobe, the campus plan, concrete, railway stations, the garden suburb',
  ),
  subject(
    'study',
    'TR',
    [140, 899],
    'the darkroom, street photography, color processes, the family album, documentary',
  ),
  subject('study', 'P', [35, 410], 'code-switching, dialect, sign languages, naming, syntax, language loss'),
  subject('study', 'PA', [3009, 6825], 'tragic chorus, elegy, the lyric poet, rhetoric, epic similes, comedy'),
  subject('study', 'PN', [45, 4899], 'narrative time, the essay, screenplays, translation, satire, serial fiction'),
  subject('study', 'PQ', [307, 8550], 'the boom novel, testimony, the realist stage, baroque verse, exile writing'),
  subject('fiction', 'PR', [6050, 6126], 'fiction'),
  subject('fiction', 'PS', [3550, 3626], 'fiction'),
  subject('science', 'Q', [175, 390], 'experiment, discovery, artificial intelligence, information, scientific error'),
  subject(
    'science',
    'QA',
    [76, 699],
    'linear algebra, graph theory, compilers, probability, numerical methods, topology, databases',
  ),
  subject('science', 'QB', [43, 991], 'variable stars, comets, the inner planets, dark sky sites, galaxy clusters'),
  subject('science', 'QC', [6, 925], 'optics, thermodynamics, quantum measurement, turbulence, magnetism, relativity'),
  subject('science', 'QD', [31, 505], 'reaction rates, polymers, organic synthesis, spectroscopy, catalysts, crystals'),
  subject('science', 'QE', [26, 996], 'fault zones, sedimentary basins, volcanic glass, fossil plants, groundwater'),
  subject(
    'science',
    'QH',
    [301, 705],
    'tide pools, gene regulation, island species, cell membranes, chaparral, symbiosis',
  ),
  subject('science', 'QL', [123, 991], 'migratory birds, ant colonies, reef fish, bats, animal tracks, whale song'),
  subject('science', 'RA', [427, 971], 'epidemics, clean water, rural clinics, sleep, food safety, maternal health'),
  subject('science', 'TK', [5105, 7888], 'antennas, embedded systems, power grids, signal processing, sensors'),
  subject(
    'science',
    'Z',
    [105, 1035],
    'the hand press, marginalia, cataloging, lost libraries, bookbinding, open access',
  ),
];
