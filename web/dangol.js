/** The public module. Its types, and how to use it: dangol.d.ts. */
export { load, DangolError } from "./client.js";
