/**
 * What a CommonJS module exports, by the type of its default import: under Node's rules that is the module with a
 * `default`, under a bundler's the value itself. At run time it is the value under both.
 */
export type Exported<Module> = Module extends { readonly default: infer Value } ? Value : Module;
