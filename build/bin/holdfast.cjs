#!/usr/bin/env node
// The command `holdfast`. Written in the oldest JavaScript that Node reads, since it must be able to refuse an old Node in words:
// on Node 20 and older the database module ends the process without a message. It loads nothing before the version is known.

var OLDEST_MAJOR = 22;

var childProcess = require('child_process');
var fs = require('fs');
var path = require('path');

function pinnedNode() {
  var name = process.platform === 'win32' ? 'node.exe' : 'node';
  var file = path.join(__dirname, '..', '..', 'node_modules', 'node', 'bin', name);
  return fs.existsSync(file) ? file : null;
}

// Runs this same command line on the given Node; signals pass through and the exit code comes back.
function runAgainOn(node) {
  var child = childProcess.spawn(node, process.execArgv.concat(process.argv.slice(1)), { stdio: 'inherit' });
  ['SIGINT', 'SIGTERM', 'SIGHUP'].forEach(function (signal) {
    process.on(signal, function () {
      // A terminal sends its interrupt to the child as well.
      if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
    });
  });
  child.on('error', function (error) {
    console.error('HF-CLI-901: ' + node + ' does not start (' + error.message + '); run npm ci again.');
    process.exit(1);
  });
  child.on('exit', function (code, signal) {
    if (signal) {
      ['SIGINT', 'SIGTERM', 'SIGHUP'].forEach(function (name) {
        process.removeAllListeners(name);
      });
      process.kill(process.pid, signal);
    } else {
      process.exit(code);
    }
  });
}

var major = parseInt(process.versions.node.split('.')[0], 10);
if (major >= OLDEST_MAJOR) {
  require('./launch.cjs').launch();
} else if (pinnedNode()) {
  runAgainOn(pinnedNode());
} else {
  console.error(
    'HF-CLI-902: Holdfast needs Node ' +
      OLDEST_MAJOR +
      ' or newer and this is ' +
      process.version +
      '; run npm ci, which brings the right one.',
  );
  process.exit(1);
}
