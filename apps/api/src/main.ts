import { A } from '@siku/platform';
console.log('hi', A);
