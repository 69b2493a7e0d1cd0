const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);

// Runs when it is imported: it must stand before the imports that need the newer Node.
if (major < 22 || (major === 22 && minor < 19)) {
  console.error(
    `This needs Node 22.19 or newer, and ${process.execPath} is ${process.versions.node}.\n` +
      'Start it with `npm start` or `npm test`: `npm ci` brings a Node of its own, which npm scripts use.\n' +
      'Where that one is missing (node_modules/.bin/node), run `npm ci` again without --ignore-scripts.',
  );
  process.exit(1);
}
