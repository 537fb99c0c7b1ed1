// Ways of handling an object at the desk, each in its own words.

export const HANDLING_CUES = ['desensitize', 'never-magnetize', 'unlock-case', 'count-discs', 'rfid'] as const;
