/** Put in by tools/bundle.mjs from assets/strings: the errors that this side of the core reports. */
declare const DANGOL_MESSAGES: Record<string, { ko: string; en: string }>;
