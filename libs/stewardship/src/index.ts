export { stewardController } from './record/steward-controller.js';
export { StewardshipModule } from './stewardship.module.js';
