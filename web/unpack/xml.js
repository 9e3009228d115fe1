/** Elements and texts of an XML part as its bytes come in, without prefixes, whatever they are. */
import { Parser } from "saxen";
import { SourceError } from "./error.js";

/**
 * @typedef {{
 *   open?: (name: string, attributes: () => Record<string, string>) => void,
 *   close?: (name: string) => void,
 *   text?: (text: string) => void,
 * }} Handlers  a text may come in pieces
 */

export class XmlStream {
  #parser = new Parser();
  #decoder = new TextDecoder();

  /** @param {Handlers} handlers */
  constructor({ open, close, text }) {
    const parser = this.#parser;
    parser.on("error", (error) => {
      throw error;
    });
    if (open) {
      parser.on("openTag", (name, read_attributes, decode) => open(bare(name), () => decoded(read_attributes(), decode)));
    }
    if (close) parser.on("closeTag", (name) => close(bare(name)));
    if (text) {
      parser.on("text", (value, decode) => text(decode(value)));
      parser.on("cdata", (value) => text(value));
    }
  }

  /** @param {Uint8Array} bytes */
  write(bytes) {
    this.#parse(this.#decoder.decode(bytes, { stream: true }));
  }

  end() {
    try {
      this.#parser.end();
    } catch (error) {
      throw new SourceError("workbook_unreadable", String(error));
    }
  }

  /** @param {string} text */
  #parse(text) {
    try {
      this.#parser.write(text);
    } catch (error) {
      throw error instanceof SourceError ? error : new SourceError("workbook_unreadable", String(error));
    }
  }
}

/** @param {string} name */
function bare(name) {
  return name.slice(name.indexOf(":") + 1);
}

/** Decodes in place: most attributes hold nothing to decode. @param {Record<string, string>} attributes @param {(text: string) => string} decode */
function decoded(attributes, decode) {
  for (const name in attributes) if (attributes[name].includes("&")) attributes[name] = decode(attributes[name]);
  return attributes;
}
