import { goInt, goMap, goPointer, goString, goStruct, type GoType } from '../go/go-type.ts';
import { ToolFailure } from '../go/tool-failure.ts';
import { escapePath, type QueryParameters } from '../go/url-escape.ts';
import { defineTool, ImageResult, type Tool } from '../tool.ts';
import { goTimeRange } from './deeplink.ts';

/** The value of a dashboard variable: a text or a list of texts. */
const variableValue: GoType<readonly string[]> = {
  name: 'string',
  zero: [],
  read: (value, scope) => (Array.isArray(value) ? value.map((item) => goString.read(item, scope)) : [goString.read(value, scope)]),
};

const getPanelImage = defineTool(
  'get_panel_image',
  goStruct('GetPanelImageParams', {
    dashboardUid: goString,
    panelId: goPointer(goInt),
    width: goPointer(goInt),
    height: goPointer(goInt),
    scale: goPointer(goInt),
    theme: goPointer(goString),
    timeout: goPointer(goInt),
    timeRange: goPointer(goTimeRange),
    variables: goMap(variableValue),
  }),
  async (args, context) => {
    const scale = args.scale ?? 1;
    const query: QueryParameters = {
      width: positiveOr(args.width, 1000),
      height: positiveOr(args.height, 500),
      scale: scale >= 1 && scale <= 3 ? scale : 1,
      viewPanel: args.panelId,
      from: args.timeRange?.from || undefined,
      to: args.timeRange?.to || undefined,
      theme: args.theme,
      ...args.variables,
      kiosk: 'true',
    };
    const seconds = positiveOr(args.timeout, DEFAULT_TIMEOUT_SECONDS);
    const timeout = AbortSignal.timeout(seconds * 1000);
    const response = await context.grafana.send({
      method: 'GET',
      path: escapePath(`/render/d/${args.dashboardUid}`),
      query,
      signal: context.signal === undefined ? timeout : AbortSignal.any([context.signal, timeout]),
    });
    if (response.status === 404) throw new ToolFailure(NO_RENDERER);
    if (response.status !== 200) throw new ToolFailure(`failed to render image: HTTP ${response.status} - ${response.text}`);
    return new ImageResult(toBase64(response.bytes), 'image/png');
  },
);

/** The tool that renders panels and dashboards. */
export const renderingTools: readonly Tool[] = [getPanelImage];

const DEFAULT_TIMEOUT_SECONDS = 60;
const NO_RENDERER =
  'image renderer not available. Ensure the Grafana Image Renderer service is installed and configured. See https://grafana.com/docs/grafana/latest/setup-grafana/image-rendering/';

const positiveOr = (value: number | undefined, fallback: number): number => (value !== undefined && value > 0 ? value : fallback);

function toBase64(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
}
