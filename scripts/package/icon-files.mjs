/** Sizes that Windows asks for. */
const icoSizes = [16, 24, 32, 48, 64, 128, 256];

/**
 * A Windows icon: a directory of 16 bytes an entry, then the pictures as PNG, which Windows reads since Vista.
 * @param {ReadonlyMap<number, Buffer>} pictures PNG files by their size in pixels.
 */
export function icoFile(pictures) {
  const entries = icoSizes.flatMap((size) => {
    const png = pictures.get(size);
    return png === undefined ? [] : [{ size, png }];
  });
  const header = Buffer.alloc(6 + 16 * entries.length);
  header.writeUInt16LE(1, 2);
  header.writeUInt16LE(entries.length, 4);
  let at = header.length;
  entries.forEach(({ size, png }, index) => {
    const entry = 6 + 16 * index;
    // 0 stands for 256.
    header.writeUInt8(size % 256, entry);
    header.writeUInt8(size % 256, entry + 1);
    header.writeUInt16LE(1, entry + 4);
    header.writeUInt16LE(32, entry + 6);
    header.writeUInt32LE(png.length, entry + 8);
    header.writeUInt32LE(at, entry + 12);
    at += png.length;
  });
  return Buffer.concat([header, ...entries.map(({ png }) => png)]);
}

/** Kinds of picture in an Apple icon that hold PNG, with their size in pixels. `ic11` to `ic14` are for 2x screens. */
const icnsKinds = /** @type {const} */ ([
  ['icp4', 16],
  ['icp5', 32],
  ['ic07', 128],
  ['ic08', 256],
  ['ic09', 512],
  ['ic10', 1024],
  ['ic11', 32],
  ['ic12', 64],
  ['ic13', 256],
  ['ic14', 512],
]);

/**
 * An Apple icon: `icns`, the length of the file, and for each picture its kind, its length and the PNG.
 * @param {ReadonlyMap<number, Buffer>} pictures PNG files by their size in pixels.
 */
export function icnsFile(pictures) {
  const parts = icnsKinds.flatMap(([kind, size]) => {
    const png = pictures.get(size);
    return png === undefined ? [] : [headed(kind, png)];
  });
  return headed('icns', Buffer.concat(parts));
}

/** @param {string} kind Four letters. @param {Buffer} body */
function headed(kind, body) {
  const head = Buffer.alloc(8);
  head.write(kind, 'latin1');
  head.writeUInt32BE(body.length + head.length, 4);
  return Buffer.concat([head, body]);
}
