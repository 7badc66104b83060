// Reads exported files, whose paths are the arguments, and prints what it found in each as a line of JSON.
import { readFileSync } from "node:fs";
import validate from "har-validator/lib/promise.js";
import { parse as readJunit } from "junit2json";
import { marked } from "marked";
import mermaid from "mermaid";
import { parse as readHtml } from "parse5";

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

// The elements with their attributes' names, addresses by element, and where the parser had to guess.
function html(text) {
  const errors = [];
  const elements = new Set();
  const attributes = new Set();
  const addresses = [];
  const walk = (node) => {
    if (node.tagName) elements.add(node.tagName);
    for (const { name, value } of node.attrs ?? []) {
      attributes.add(name);
      if (/^(href|src|srcset|action|data|xlink:href|poster)$/.test(name)) addresses.push(value);
    }
    (node.childNodes ?? []).forEach(walk);
  };
  const onParseError = ({ code, startLine, startCol }) => errors.push(`${code} at ${startLine}:${startCol}`);
  walk(readHtml(text, { onParseError, sourceCodeLocationInfo: true }));
  return { errors, elements: [...elements].sort(), attributes: [...attributes].sort(), addresses };
}

const readers = { har, html, mmd, md, xml: readJunit };
for (const path of process.argv.slice(2)) {
  const found = await readers[path.split(".").pop()](readFileSync(path, "utf8"));
  console.log(JSON.stringify(found));
}
