// The version of the program, as package.json has it: a test compares them.

export const PROGRAM_VERSION = '0.1.0';
