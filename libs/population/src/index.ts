export { populationBase } from './definition.js';
export { personDictionary } from './dictionary.js';
export { PopulationModule } from './population.module.js';
