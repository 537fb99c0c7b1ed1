// Lint rules for the habits of this code that no ready-made rule covers. Messages name the remedy.

const VAGUE_NAMES = ['utils', 'util', 'helpers', 'helper', 'common', 'misc', 'manager', 'service', 'index'];

/** Every file opens with a comment: its content and its invariants. */
const fileHeader = {
  create: (context) => ({
    Program(node) {
      const [first] = context.sourceCode.getAllComments().filter((comment) => comment.type !== 'Shebang');
      const start = node.body[0]?.range[0] ?? 0;
      const isHeader = first !== undefined && first.range[0] < start;
      if (node.body.length > 0 && !isHeader) {
        context.report({
          node: node.body[0],
          message: 'Open the file with one to four comment lines: what it owns and what must hold.',
        });
      }
    },
  }),
};

/** A module keeps no state: changing data belongs to a value that a caller makes and passes on. */
const noModuleState = {
  create: (context) => ({
    Program(node) {
      for (const statement of node.body) {
        const declaration = statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement;
        if (declaration?.type === 'VariableDeclaration' && declaration.kind !== 'const') {
          context.report({
            node: declaration,
            message: 'No state in a module: make it inside a function and pass it on.',
          });
        }
      }
    },
  }),
};

/** Callers import a thing from the file that owns it. */
const noReexport = {
  create: (context) => {
    const message = 'No re-exports: import from the file that owns it.';
    return {
      ExportAllDeclaration: (node) => context.report({ node, message }),
      ExportNamedDeclaration: (node) => node.source && context.report({ node, message }),
    };
  },
};

/** Only errors inherit. */
const noInheritance = {
  create: (context) => {
    const look = (node) => {
      if (node.superClass && !node.superClass.name?.endsWith('Error')) {
        context.report({ node: node.superClass, message: 'No inheritance except from Error: pass the parts in.' });
      }
    };
    return { ClassDeclaration: look, ClassExpression: look };
  },
};

/**
 * `as` tells the compiler something that nothing proves, so it belongs to functions that have just proved it: those named parse…, and
 * one-line functions that only put a brand on. `as const` and `as unknown` claim nothing.
 */
const noCast = {
  create: (context) => ({
    TSAsExpression(node) {
      const target = context.sourceCode.getText(node.typeAnnotation);
      if (target === 'const' || target === 'unknown' || isProven(context.sourceCode.getAncestors(node), node)) return;
      context.report({
        node,
        message: 'No `as` outside functions named parse…: parse the value with a schema, or narrow it.',
      });
    },
  }),
};

function isProven(ancestors, cast) {
  return ancestors.some((node, index) => {
    if (node.type === 'FunctionDeclaration') return node.id?.name.startsWith('parse') ?? false;
    if (node.type !== 'ArrowFunctionExpression') return false;
    const owner = ancestors[index - 1];
    const name = owner?.type === 'VariableDeclarator' ? owner.id.name : owner?.key?.name;
    return node.body === cast || (name?.startsWith('parse') ?? false);
  });
}

/** `new Date()` reads the clock; `new Date(instant)` does not. */
const noAmbientClock = {
  create: (context) => ({
    NewExpression(node) {
      if (node.callee.name === 'Date' && node.arguments.length === 0) {
        context.report({ node, message: 'Ask the Clock port; only files named system-*.ts read the clock.' });
      }
    },
  }),
};

/** A path of Windows is no address: `C:` would be its scheme. Tests run as CommonJS, where an import takes a path. */
const importByAddress = {
  create: (context) => ({
    ImportExpression({ source }) {
      const isNamed =
        source.type === 'Literal' || (source.type === 'MemberExpression' && source.property.name === 'href');
      if (isNamed || /[\\/]tests[\\/]/.test(context.filename)) return;
      context.report({ node: source, message: 'Import an address: pathToFileURL(path).href.' });
    },
  }),
};

/** The name of a file names its content. */
const fileName = {
  create: (context) => ({
    Program(node) {
      const name = context.filename.split(/[\\/]/).at(-1).replace(/\..*$/, '');
      if (VAGUE_NAMES.includes(name))
        context.report({ node, message: `"${name}" says nothing: name the file after its main export.` });
    },
  }),
};

export default {
  meta: { name: 'holdfast' },
  rules: {
    'file-header': fileHeader,
    'no-module-state': noModuleState,
    'no-reexport': noReexport,
    'no-inheritance': noInheritance,
    'no-cast': noCast,
    'no-ambient-clock': noAmbientClock,
    'import-by-address': importByAddress,
    'file-name': fileName,
  },
};
