// Reads exported files, whose paths are the arguments, and prints what it found in each as a line of JSON.
import { readFileSync } from "node:fs";
import validate from "har-validator/lib/promise.js";
import { marked } from "marked";
import mermaid from "mermaid";

async function har(text) {
  try {
    await validate.har(JSON.parse(text));
    return { valid: true };
  } catch (problem) {
    return { valid: false, errors: problem.errors ?? problem.message };
  }
}

async function mmd(text) {
  try {
    return { valid: true, kind: (await mermaid.parse(text)).diagramType };
  } catch (problem) {
    return { valid: false, errors: problem.message };
  }
}

function md(text) {
  const kinds = new Set();
  const diagrams = [];
  marked.walkTokens(marked.lexer(text), (token) => {
    kinds.add(token.type);
    if (token.type === "code" && token.lang === "mermaid") diagrams.push(token.text);
  });
  return { kinds: [...kinds].sort(), diagrams };
}

const readers = { har, mmd, md };
for (const path of process.argv.slice(2)) {
  const found = await readers[path.split(".").pop()](readFileSync(path, "utf8"));
  console.log(JSON.stringify(found));
}
