// What may be done with an object at the desk, each way in its own words.

export const HANDLING_CUES = ['desensitize', 'never-magnetize', 'unlock-case', 'count-discs', 'rfid'] as const;
