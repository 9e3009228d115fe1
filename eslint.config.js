// What TypeScript's checker (web/tsconfig.json) does not look for.
import js from "@eslint/js";

export default [
  { ignores: ["build/", "dist/", "node_modules/"] },
  js.configs.recommended,
  {
    files: ["**/*.js", "**/*.mjs"],
    rules: {
      "no-undef": "off", // tsc knows the names of browsers, workers and Node
      "no-eval": "error",
      "no-implied-eval": "error",
      "no-new-func": "error",
      "no-var": "error",
      "prefer-const": "error",
      eqeqeq: ["error", "always", { null: "ignore" }],
      "no-unused-vars": ["error", { argsIgnorePattern: "^_" }],
    },
  },
  {
    files: ["web/**"], // tests may read markup
    rules: {
      "no-restricted-properties": [
        "error",
        { property: "innerHTML", message: "Build elements; text never becomes markup." },
        { property: "outerHTML", message: "Build elements; text never becomes markup." },
        { property: "insertAdjacentHTML", message: "Build elements; text never becomes markup." },
      ],
      "no-restricted-syntax": [
        "error",
        { selector: "CallExpression[callee.object.name='document'][callee.property.name='write']", message: "Build elements." },
      ],
    },
  },
];
