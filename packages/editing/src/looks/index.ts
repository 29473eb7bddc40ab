export { type Interpolation, lookUp, throughCube } from './apply.ts';
export { SLOPE } from './bounds.ts';
export { atStrength, type Cube, identityCube, type Rgb, readCube, writeCube } from './cube.ts';
export { colourDistance } from './distance.ts';
export { type FitOptions, fitLook, LOOK_SIZE, type Look } from './fit.ts';
