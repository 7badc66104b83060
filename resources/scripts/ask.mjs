const silent = new Writable({ write: (chunk, encoding, done) => done() });
const terminal = createInterface({ input: process.stdin, output: silent, terminal: process.stdin.isTTY });
const lines = terminal[Symbol.asyncIterator]();

async function ask(name) {
  if (name in process.env) return process.env[name];
  process.stderr.write(`${name}: `);
  const { value } = await lines.next();
  process.stderr.write("\n");
  return value ?? "";
}
