import type { Cube } from './cube.ts';

const VERTEX = `#version 300 es
out vec2 at;
void main() {
  // One triangle that covers the picture.
  vec2 corner = vec2((gl_VertexID << 1) & 2, gl_VertexID & 2);
  at = vec2(corner.x, 1.0 - corner.y);
  gl_Position = vec4(corner * 2.0 - 1.0, 0.0, 1.0);
}`;
const FRAGMENT = `#version 300 es
precision highp float;
precision highp sampler3D;
uniform sampler2D picture;
uniform sampler3D cube;
uniform float size;
in vec2 at;
out vec4 colour;
void main() {
  vec3 recorded = texture(picture, at).rgb;
  // The first and the last entry lie in the middle of their texels.
  colour = vec4(texture(cube, (recorded * (size - 1.0) + 0.5) / size).rgb, 1.0);
}`;

/** More lines than a screen shows would only cost. */
const MOST_WIDE = 1920;

/** Paints pictures through a look-up table, on the graphics card. */
export interface CubePainter {
  /** Paints what the video shows now; nothing before it shows anything. */
  paint(video: HTMLVideoElement): void;
  free(): void;
}

/** Undefined where the browser has no WebGL 2. */
export function cubePainter(canvas: HTMLCanvasElement, cube: Cube): CubePainter | undefined {
  const gl = canvas.getContext('webgl2', { alpha: false, antialias: false, depth: false });
  const program = gl?.createProgram();
  if (!gl || !program) return undefined;
  for (const [type, source] of [
    [gl.VERTEX_SHADER, VERTEX],
    [gl.FRAGMENT_SHADER, FRAGMENT],
  ] as const) {
    const shader = gl.createShader(type);
    if (!shader) return undefined;
    gl.shaderSource(shader, source);
    gl.compileShader(shader);
    gl.attachShader(program, shader);
  }
  gl.linkProgram(program);
  if (!gl.getProgramParameter(program, gl.LINK_STATUS)) return undefined;
  // biome-ignore lint/correctness/useHookAtTopLevel: WebGL calls it that; it is no hook of React.
  gl.useProgram(program);
  gl.uniform1i(gl.getUniformLocation(program, 'picture'), 0);
  gl.uniform1i(gl.getUniformLocation(program, 'cube'), 1);
  gl.uniform1f(gl.getUniformLocation(program, 'size'), cube.size);
  gl.pixelStorei(gl.UNPACK_ALIGNMENT, 1);
  gl.activeTexture(gl.TEXTURE1);
  const table = gl.createTexture();
  gl.bindTexture(gl.TEXTURE_3D, table);
  gl.texImage3D(gl.TEXTURE_3D, 0, gl.RGB8, cube.size, cube.size, cube.size, 0, gl.RGB, gl.UNSIGNED_BYTE, cube.rgb);
  for (const axis of [gl.TEXTURE_WRAP_S, gl.TEXTURE_WRAP_T, gl.TEXTURE_WRAP_R]) {
    gl.texParameteri(gl.TEXTURE_3D, axis, gl.CLAMP_TO_EDGE);
  }
  gl.texParameteri(gl.TEXTURE_3D, gl.TEXTURE_MIN_FILTER, gl.LINEAR);
  gl.texParameteri(gl.TEXTURE_3D, gl.TEXTURE_MAG_FILTER, gl.LINEAR);
  gl.activeTexture(gl.TEXTURE0);
  const picture = gl.createTexture();
  gl.bindTexture(gl.TEXTURE_2D, picture);
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, gl.LINEAR);
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_WRAP_S, gl.CLAMP_TO_EDGE);
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_WRAP_T, gl.CLAMP_TO_EDGE);
  return {
    paint(video) {
      if (video.videoWidth === 0 || video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA) return;
      const width = Math.min(MOST_WIDE, video.videoWidth);
      const height = Math.round((video.videoHeight * width) / video.videoWidth);
      if (canvas.width !== width || canvas.height !== height) {
        canvas.width = width;
        canvas.height = height;
        gl.viewport(0, 0, width, height);
      }
      gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA, gl.RGBA, gl.UNSIGNED_BYTE, video);
      gl.drawArrays(gl.TRIANGLES, 0, 3);
      canvas.dataset.painted = '';
    },
    free() {
      gl.deleteTexture(table);
      gl.deleteTexture(picture);
      gl.deleteProgram(program);
    },
  };
}
