/** A type whose every part can only be read. */
export type Fixed<Value> = Value extends readonly (infer Item)[]
  ? number extends Value['length']
    ? readonly Fixed<Item>[]
    : { readonly [Key in keyof Value]: Fixed<Value[Key]> }
  : Value extends object
    ? { readonly [Key in keyof Value]: Fixed<Value[Key]> }
    : Value;

/** True where each of two types can stand for the other. */
export type Same<One, Other> = [One] extends [Other] ? ([Other] extends [One] ? true : never) : never;
