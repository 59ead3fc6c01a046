export { macroeconomicBase } from './definition.js';
export { MacroeconomicModule } from './macroeconomic.module.js';
