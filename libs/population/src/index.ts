export { personDictionary } from './dictionary.js';
export { personMatchModel } from './match-model.js';
export { personProfile } from './profile.js';
