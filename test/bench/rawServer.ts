// A service in a process of its own that answers every request with the same stream, as fast as the socket takes it:
//   node out/bench/rawServer.js <deltas> <milliseconds between the first event and the rest>
// It tells its parent process the port.
import { createServer, type AddressInfo } from 'node:net';
import { streamResponse } from './client/streamBytes';

const [deltas, pause] = process.argv.slice(2).map(Number);
const { first, rest } = streamResponse(deltas ?? 0);

/** The length of the request at the start of what has come, with its body; `undefined` when it is not whole. */
function requestLength(received: Buffer): number | undefined {
  const end = received.indexOf('\r\n\r\n');
  if (end < 0) return undefined;
  const length = /\r\ncontent-length: *(\d+)/i.exec(received.toString('latin1', 0, end))?.[1];
  const whole = end + 4 + Number(length ?? 0);
  return received.length < whole ? undefined : whole;
}

const server = createServer({ noDelay: true }, (socket) => {
  let received: Buffer = Buffer.alloc(0);
  socket.on('data', (bytes: Buffer) => {
    received = Buffer.concat([received, bytes]);
    for (let length = requestLength(received); length !== undefined; length = requestLength(received)) {
      received = received.subarray(length);
      socket.write(first);
      if (pause === 0) socket.write(rest);
      else setTimeout(() => socket.write(rest), pause);
    }
  });
  // Whoever measures closes connections as they like.
  socket.on('error', () => socket.destroy());
});
server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port));
process.on('disconnect', () => process.exit(0));
