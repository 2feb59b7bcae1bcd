export { writeCii } from './write-cii.ts';
export { writeUbl } from './write-ubl.ts';
export { IllegalCharacterError } from './xml.ts';
