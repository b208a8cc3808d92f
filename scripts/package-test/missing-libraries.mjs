/** @typedef {import('./debian-root.mjs').DebianRoot} DebianRoot */

/**
 * Programs and libraries of the app that the system cannot load, by ldd(1) inside the root. The engine is asked with its
 * own folder of libraries, as it is started.
 * @param {DebianRoot} root
 * @param {string} folder Of the app.
 * @returns {Promise<string[]>}
 */
export async function missingLibraries(root, folder) {
  const script = `
    find "$0" -type f \\( -name '*.so*' -o -perm -u+x \\) | while read -r file; do
      case $file in
        */resources/engine/*) LD_LIBRARY_PATH="$0/resources/engine/lib" ldd "$file" ;;
        *) LD_LIBRARY_PATH="$0" ldd "$file" ;;
      esac 2>/dev/null | grep 'not found' | sed "s|^|$file:|"
    done
    true`;
  const out = await root.run(['sh', '-c', script, folder], { deadlineMs: 120_000 });
  return out.split('\n').filter((line) => line !== '');
}
