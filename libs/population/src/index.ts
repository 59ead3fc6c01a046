export { personDictionary } from './dictionary.js';
