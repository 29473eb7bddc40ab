export { emotionModel, vadModel } from './models.ts';
