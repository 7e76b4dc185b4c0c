import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';
import type { Plugin } from 'vite';

/**
 * What Node runs is CommonJS: Electron starts it a tenth sooner than modules, which it has to look up first. The
 * sources are modules, and so is all else here that ends in `.js`.
 */
const commonJs = (): Plugin => ({
  name: 'reaptree:commonjs',
  generateBundle() {
    this.emitFile({ type: 'asset', fileName: 'package.json', source: '{ "type": "commonjs" }\n' });
  },
});

/** Has V8 compile all functions of a file together (https://v8.dev/blog/explicit-compile-hints). */
const ALL_AT_ONCE = '//# allFunctionsCalledOnLoad\n';

/**
 * What the first tree is drawn with is compiled as it is read, and so lies in V8's code cache from then on. Otherwise
 * those functions that run later than that are compiled anew at each start, one by one.
 */
const compiledAtOnce = (): Plugin => ({
  name: 'reaptree:compiled-at-once',
  generateBundle: {
    order: 'post',
    handler(_options, bundle) {
      for (const file of Object.values(bundle)) {
        if (file.type === 'chunk' && ['index', 'shared'].includes(file.name))
          file.code = ALL_AT_ONCE + file.code;
      }
    },
  },
});

/** The letters of the first tree, asked for with the page: or else it is laid out twice, first with other ones. */
const FIRST_FONTS = /-latin-wght-normal-.*\.woff2$/;

const fontsFirst = (): Plugin => ({
  name: 'reaptree:fonts-first',
  transformIndexHtml: {
    order: 'post',
    handler: (_html, { bundle = {} }) =>
      Object.keys(bundle)
        .filter((file) => FIRST_FONTS.test(file))
        .map((file) => ({
          tag: 'link',
          attrs: { rel: 'preload', as: 'font', type: 'font/woff2', crossorigin: true, href: `./${file}` },
          injectTo: 'head',
        })),
  },
});

interface ModuleGraph {
  getModuleInfo(id: string): { readonly importedIds: readonly string[] } | null;
}

/** The modules that are loaded with the page, and not only when somebody goes somewhere. */
function loadedAtStart(graph: ModuleGraph): ReadonlySet<string> {
  const modules = new Set([fileURLToPath(new URL('renderer/index.html', import.meta.url))]);
  // The set grows while it is walked: that is the queue.
  for (const id of modules) for (const one of graph.getModuleInfo(id)?.importedIds ?? []) modules.add(one);
  return modules;
}

let atStart: ReadonlySet<string> | null = null;

function isAtStart(id: string, graph: ModuleGraph): boolean {
  atStart ??= loadedAtStart(graph);
  return atStart.has(id);
}

const isNoChart = (id: string): boolean => !/uplot|renderer.chart/.test(id);

/** By this ending Electron knows that it need not set up the loading of modules for the main process. */
const entryFileNames = ({ name }: { readonly name: string }): string =>
  name === 'main/index' ? '[name].cjs' : '[name].js';

/**
 * One build for everything that runs: the Electron main process with the sampler's worker, the
 * command line (plain Node), the preload script and the page. Whatever Node and Electron share is
 * compiled for the older of the two, Node 20.
 */
export default defineConfig({
  main: {
    plugins: [commonJs()],
    build: {
      target: 'node20',
      outDir: 'out',
      externalizeDeps: true,
      rollupOptions: {
        input: {
          'main/index': 'main/index.ts',
          'cli/index': 'cli/index.ts',
          'engine/compare.worker': 'engine/snapshot/compare.worker.ts',
          'engine/export.worker': 'engine/snapshot/export.worker.ts',
          'engine/open-snapshot.worker': 'engine/snapshot/open-snapshot.worker.ts',
          'engine/sampler.worker': 'engine/collect/sampler.worker.ts',
          'engine/incidents.worker': 'engine/incidents/incidents.worker.ts',
          'engine/recording.worker': 'engine/record/reader.worker.ts',
        },
        output: { format: 'cjs', entryFileNames, chunkFileNames: 'shared/[name]-[hash].js' },
      },
    },
  },
  preload: {
    build: {
      outDir: 'out/preload',
      externalizeDeps: false,
      rollupOptions: {
        input: { index: 'preload/index.ts' },
        // A sandboxed preload script is one CommonJS file.
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: 'renderer',
    build: {
      outDir: 'out/renderer',
      // The page may load fonts and pictures as files only, not as data in its style sheet.
      assetsInlineLimit: 0,
      minify: true,
      rollupOptions: {
        input: { index: 'renderer/index.html' },
        output: {
          // What the start shares with what comes later is one file, and what only that shares another: two dozen
          // small ones take longer. No chart is drawn at the start.
          codeSplitting: {
            groups: [
              {
                name: (id, graph) => (isAtStart(id, graph) ? 'shared' : null),
                minShareCount: 2,
                test: isNoChart,
                priority: 1,
              },
              { name: 'later', minShareCount: 2, test: isNoChart },
            ],
          },
        },
      },
    },
    plugins: [react(), fontsFirst(), compiledAtOnce()],
  },
});
