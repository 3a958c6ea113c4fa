"""An allowlist of the elements and attributes of SVG that draw: everything else is refused, whatever it may do.

From SVG 2 (https://www.w3.org/TR/SVG2/) and Filter Effects 1. Left out are scripts, handlers, links, pictures and
documents from elsewhere, foreign content, and animation: a picture that moves cannot be stopped by its reader.
"""

from __future__ import annotations

_ELEMENTS = """
    svg g defs symbol use switch title desc
    font font-face glyph missing-glyph hkern vkern
    path rect circle ellipse line polyline polygon text tspan textPath
    linearGradient radialGradient stop pattern clipPath mask marker style
    filter feBlend feColorMatrix feComponentTransfer feComposite feConvolveMatrix feDiffuseLighting feDisplacementMap
    feDistantLight feDropShadow feFlood feFuncA feFuncB feFuncG feFuncR feGaussianBlur feMerge feMergeNode feMorphology
    feOffset fePointLight feSpecularLighting feSpotLight feTile feTurbulence
"""
ELEMENTS = frozenset(_ELEMENTS.split())
# Metadata of editors, left out of what is published.
DROPPED_ELEMENTS = frozenset({"metadata"})
# Elements that may refer to another one in the same drawing.
REFERRING = frozenset({"use", "linearGradient", "radialGradient", "pattern", "textPath", "filter"})
GEOMETRY = """
    x y x1 y1 x2 y2 z cx cy r rx ry fx fy fr dx dy d points pathLength width height viewBox preserveAspectRatio
    transform rotate textLength lengthAdjust startOffset method spacing side offset gradientUnits
    gradientTransform spreadMethod patternUnits patternContentUnits patternTransform clipPathUnits maskUnits
    maskContentUnits markerUnits markerWidth markerHeight refX refY orient version baseProfile id class style
    type media lang role tabindex focusable systemLanguage requiredFeatures zoomAndPan contentScriptType
    contentStyleType enable-background space horiz-adv-x horiz-origin-x horiz-origin-y vert-adv-y units-per-em
    ascent descent cap-height x-height unicode unicode-range glyph-name panose-1 bbox g1 g2 u1 u2 k
"""
FILTERS = """
    in in2 result mode values operator k1 k2 k3 k4 order kernelMatrix divisor bias targetX targetY edgeMode
    kernelUnitLength preserveAlpha surfaceScale diffuseConstant specularConstant specularExponent scale
    xChannelSelector yChannelSelector azimuth elevation stdDeviation tableValues slope intercept amplitude
    exponent radius pointsAtX pointsAtY pointsAtZ limitingConeAngle baseFrequency numOctaves seed stitchTiles
    filterUnits primitiveUnits filterRes
"""
PRESENTATION = """
    alignment-baseline baseline-shift clip clip-path clip-rule color color-interpolation
    color-interpolation-filters color-profile color-rendering cursor direction display dominant-baseline fill
    fill-opacity fill-rule filter flood-color flood-opacity font font-family font-size font-size-adjust
    font-stretch font-style font-variant font-weight font-feature-settings font-variation-settings font-kerning
    glyph-orientation-horizontal glyph-orientation-vertical image-rendering isolation kerning letter-spacing
    lighting-color line-height marker marker-end marker-mid marker-start mask mask-type mix-blend-mode opacity
    overflow paint-order pointer-events shape-rendering stop-color stop-opacity stroke stroke-dasharray
    stroke-dashoffset stroke-linecap stroke-linejoin stroke-miterlimit stroke-opacity stroke-width text-anchor
    text-decoration text-orientation text-rendering transform-box transform-origin unicode-bidi vector-effect
    visibility white-space word-spacing writing-mode
"""
ATTRIBUTES = frozenset(f"{GEOMETRY} {FILTERS} {PRESENTATION}".split())
# They are for screen readers, and draw nothing.
HARMLESS_PREFIXES = ("aria-",)
# Functions of CSS that compute a value. url() is checked separately.
_FUNCTIONS = """
    rgb rgba hsl hsla hwb lab lch oklab oklch color color-mix calc min max clamp var matrix matrix3d translate
    translatex translatey scale scalex scaley rotate skewx skewy blur brightness contrast drop-shadow grayscale
    hue-rotate invert opacity saturate sepia not is where nth-child nth-of-type media and
"""
FUNCTIONS = frozenset(_FUNCTIONS.split())
AT_RULES = frozenset({"media"})

SVG = "http://www.w3.org/2000/svg"
XLINK = "http://www.w3.org/1999/xlink"
XML = "http://www.w3.org/XML/1998/namespace"
# The namespaces in which editors keep their own data. They draw nothing and are left out.
EDITORS = (
    "http://www.inkscape.org/",
    "http://sodipodi.sourceforge.net/",
    "http://ns.adobe.com/",
    "http://www.bohemiancoding.com/sketch/ns",
    "https://www.figma.com/figma/ns",
    "http://www.serif.com/",
    "https://boxy-svg.com",
    "http://vectornator.io",
    "http://creativecommons.org/ns#",
    "http://web.resource.org/cc/",
    "http://purl.org/dc/",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "http://xml.openoffice.org/",
    "http://www.corel.com/",
    "http://www.openswatchbook.org/",
)
