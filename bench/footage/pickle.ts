/** An array of numpy: as many values as its shape says, row by row. */
export interface NumberArray {
  readonly shape: readonly number[];
  readonly values: Float64Array;
}

/** Marks where the items of a tuple or a dictionary begin on the stack. */
const MARK = Symbol('mark');

/** A name of Python's that a pickle calls for, and what was made of it. */
interface Made {
  readonly name: string;
  state?: unknown;
}

/**
 * Reads what `pickle.dump` of Python (protocol 4) wrote of a dictionary from strings to numpy arrays of 4 or 8 bytes a
 * value, and nothing else: no code that a pickle names is run. Throws at the first thing that is not of that.
 */
export function readArrays(bytes: Uint8Array): Map<string, NumberArray> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const stack: unknown[] = [];
  const memo: unknown[] = [];
  let at = 0;
  const byte = (): number => bytes[at++]!;
  const whole = (): number => {
    at += 4;
    return view.getInt32(at - 4, true);
  };
  const take = (count: number): Uint8Array => {
    at += count;
    return bytes.subarray(at - count, at);
  };
  const sinceMark = (): unknown[] => {
    const items = stack.splice(stack.lastIndexOf(MARK));
    return items.slice(1);
  };
  for (;;) {
    const code = byte();
    switch (code) {
      case 0x80: // protocol
        at += 1;
        break;
      case 0x95: // frame
        at += 8;
        break;
      case 0x94:
        memo.push(stack.at(-1));
        break;
      case 0x68:
        stack.push(memo[byte()]);
        break;
      case 0x6a:
        stack.push(memo[whole()]);
        break;
      case 0x4b:
        stack.push(byte());
        break;
      case 0x4d:
        stack.push(byte() + byte() * 256);
        break;
      case 0x4a:
        stack.push(whole());
        break;
      case 0x4e: // None
        stack.push(undefined);
        break;
      case 0x89: // False
        stack.push(false);
        break;
      case 0x8c:
        stack.push(new TextDecoder().decode(take(byte())));
        break;
      case 0x43:
        stack.push(take(byte()));
        break;
      case 0x42:
        stack.push(take(whole()));
        break;
      case 0x7d: // {}
        stack.push(new Map<string, NumberArray>());
        break;
      case 0x28:
        stack.push(MARK);
        break;
      case 0x85:
      case 0x86:
      case 0x87:
        stack.push(stack.splice(-(code - 0x84)));
        break;
      case 0x74:
        stack.push(sinceMark());
        break;
      case 0x93: {
        const [module, name] = stack.splice(-2);
        stack.push({ name: `${String(module)}.${String(name)}` } satisfies Made);
        break;
      }
      case 0x52: {
        // A call: of numpy's maker of empty arrays or of types, told apart by the arguments that it is given.
        const [callee, args] = stack.splice(-2) as [Made, unknown[]];
        stack.push({ name: callee.name.endsWith('.dtype') ? String(args[0]) : callee.name } satisfies Made);
        break;
      }
      case 0x62: {
        const state = stack.pop();
        (stack.at(-1) as Made).state = state;
        break;
      }
      case 0x75: {
        const items = sinceMark();
        const map = stack.at(-1) as Map<string, NumberArray>;
        for (let item = 0; item < items.length; item += 2)
          map.set(String(items[item]), arrayOf(items[item + 1] as Made));
        break;
      }
      case 0x2e:
        return stack.pop() as Map<string, NumberArray>;
      default:
        throw new Error(`The pickle holds something else than arrays: code ${code} at byte ${at - 1}.`);
    }
  }
}

const READERS: Readonly<Record<string, (view: DataView, at: number) => number>> = {
  i8: (view, at) => Number(view.getBigInt64(at, true)),
  i4: (view, at) => view.getInt32(at, true),
  f8: (view, at) => view.getFloat64(at, true),
  f4: (view, at) => view.getFloat32(at, true),
};

/** State of a numpy array: version, shape, type, whether it runs by columns, bytes. */
function arrayOf({ state }: Made): NumberArray {
  const [, shape, type, byColumns, bytes] = state as [number, number[], Made, boolean, Uint8Array];
  const read = READERS[type.name];
  if (read === undefined || byColumns)
    throw new Error(`The pickle holds an array that is not read here: ${type.name}.`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const size = Number(type.name.slice(1));
  const values = Float64Array.from({ length: bytes.length / size }, (_, at) => read(view, at * size));
  return { shape, values };
}
