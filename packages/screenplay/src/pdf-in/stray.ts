/** What pdf.js throws of its own on damaged files. */
const OWN =
  /^(?:XRefEntryException|XRefParseException|ParserEOFException|FormatError|MissingDataException|UnknownErrorException|InvalidPDFException|AbortException)$/;

let reading = 0;

/**
 * On some damaged files pdf.js rejects promises that it does not wait for itself, which would end a Node process.
 * While a file is read those, and only those, are let pass. Returns what ends the watch.
 */
export function withoutStrays(): () => void {
  if (typeof process === 'undefined' || typeof process.on !== 'function') return () => {};
  if (reading++ === 0) process.on('unhandledRejection', pass);
  return () => {
    // Rejections are told of after the turn that they happen in.
    setTimeout(() => {
      if (--reading === 0) process.off('unhandledRejection', pass);
    }, 50);
  };
}

function pass(reason: unknown): void {
  const name = (reason as { name?: unknown } | null)?.name;
  if (typeof name === 'string' && OWN.test(name)) return;
  // As it would be without us: others' listeners decide, or the process ends.
  if (process.listenerCount('unhandledRejection') === 1) throw reason;
}
