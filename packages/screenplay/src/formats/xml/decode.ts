import { decode, MAX_BYTES } from '../../decode.ts';

/** XML is UTF-8 unless it says otherwise; Western single-byte files say so. */
export function decodeXml(bytes: Uint8Array, name: string): string {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 200));
  const declared = /^<\?xml[^>]*\bencoding=["']([\w.-]+)["']/.exec(head)?.[1]?.toLowerCase();
  if (declared !== undefined && /^(?:iso-8859-1|latin1|us-ascii|windows-1252)$/.test(declared)) {
    // What is written back is UTF-8.
    return new TextDecoder('windows-1252').decode(bytes).replace(/\bencoding=(["'])[\w.-]+\1/, 'encoding="UTF-8"');
  }
  return decode(bytes, name, MAX_BYTES).replace(
    /^(\ufeff?<\?xml[^>]*\bencoding=["'])utf-16(?:le|be)?(?=["'])/i,
    '$1UTF-8',
  );
}
