/** Put in by tools/bundle.mjs from assets/strings: the errors that this side of the core reports. */
declare const DANGOL_MESSAGES: Record<string, { ko: string; en: string }>;

/** A streaming XML parser, which comes without types: what unpack/xml.js uses of it. */
declare module "saxen" {
  type Decode = (text: string) => string;
  export class Parser {
    on(event: "openTag", handler: (name: string, attributes: () => Record<string, string>, decode: Decode) => void): void;
    on(event: "closeTag", handler: (name: string) => void): void;
    on(event: "text", handler: (text: string, decode: Decode) => void): void;
    on(event: "cdata", handler: (text: string) => void): void;
    on(event: "error", handler: (error: Error) => void): void;
    write(xml: string): void;
    end(): void;
  }
}
