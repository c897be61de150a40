/* culm-camera-rtsp.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-camera-rtsp.h"
#include "culm-camera-tls.h"
#include "culm-contacts.h"
#include "culm-error.h"
#include "culm-lan-names.h"
#include <gst/app/gstappsink.h>
#include <gst/video/video.h>

#define USER "bblp"
#define PATH "/streaming/live/1"
#define CONNECT_LIMIT (10 * G_USEC_PER_SEC)
#define ENCODE_LIMIT (5 * GST_SECOND)
#define LARGEST 8192 /* pixels, of a side */

/* Arrival counts, not what the stamps say: they stand still at times. */
#define PIPELINE                                                                                                       \
  "rtspsrc name=source latency=0 protocols=tcp ! rtph264depay ! decodebin ! videoconvert ! video/x-raw,format=BGRA ! " \
  "appsink name=sink sync=false max-buffers=1 drop=true enable-last-sample=false"

struct _CulmCameraRtsp {
  CulmLanCamera parent_instance;
};

G_DEFINE_FINAL_TYPE (CulmCameraRtsp, culm_camera_rtsp, CULM_TYPE_LAN_CAMERA)

typedef struct {
  const CulmLanTarget *target;
  CulmCameraFeed *feed;
  GstElement *pipeline;
  GMutex lock;
  GError *refusal; /* why the certificate was not taken */
} Run;

static gboolean
has_h264_decoder (void)
{
  g_autoptr (GstCaps) caps = gst_caps_new_empty_simple ("video/x-h264");
  GList *all = gst_element_factory_list_get_elements (
      GST_ELEMENT_FACTORY_TYPE_DECODER | GST_ELEMENT_FACTORY_TYPE_MEDIA_VIDEO, GST_RANK_MARGINAL);
  GList *fitting = gst_element_factory_list_filter (all, caps, GST_PAD_SINK, FALSE);
  gboolean found = fitting != NULL;

  gst_plugin_feature_list_free (fitting);
  gst_plugin_feature_list_free (all);
  return found;
}

/* What must be installed for this to work. Returns: (nullable). */
static const char *
find_missing_package (void)
{
  static const struct {
    const char *element, *package;
  } parts[] = {
    { "videoconvert", "gstreamer1.0-plugins-base" }, { "decodebin", "gstreamer1.0-plugins-base" },
    { "appsink", "gstreamer1.0-plugins-base" },      { "rtspsrc", "gstreamer1.0-plugins-good" },
    { "rtph264depay", "gstreamer1.0-plugins-good" }, { "h264parse", "gstreamer1.0-plugins-bad" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++) {
    g_autoptr (GstElementFactory) factory = gst_element_factory_find (parts[i].element);

    if (factory == NULL)
      return parts[i].package;
  }
  return has_h264_decoder () ? NULL : "gstreamer1.0-libav";
}

static gboolean
on_accept_certificate (GstElement *source G_GNUC_UNUSED, GTlsConnection *tls G_GNUC_UNUSED,
                       GTlsCertificate *certificate, GTlsCertificateFlags faults G_GNUC_UNUSED, gpointer user_data)
{
  Run *run = user_data;
  g_autoptr (GError) refusal = NULL;
  gboolean good = culm_camera_tls_check (run->target, certificate, &refusal);

  g_mutex_lock (&run->lock);
  g_clear_error (&run->refusal);
  run->refusal = g_steal_pointer (&refusal);
  g_mutex_unlock (&run->lock);
  return good;
}

typedef struct {
  GstBuffer *buffer;
  GstMapInfo map;
} Mapped;

static void
free_mapped (gpointer data)
{
  Mapped *mapped = data;

  gst_buffer_unmap (mapped->buffer, &mapped->map);
  gst_buffer_unref (mapped->buffer);
  g_free (mapped);
}

/* The pixels stay where the decoder put them. Returns: (transfer full) (nullable). */
static CulmFrame *
make_frame (GstSample *sample)
{
  Mapped *mapped;
  GstVideoInfo info;
  GBytes *bytes;

  if (!gst_video_info_from_caps (&info, gst_sample_get_caps (sample)) || info.width < 1 || info.height < 1 ||
      info.width > LARGEST || info.height > LARGEST)
    return NULL;
  mapped = g_new0 (Mapped, 1);
  mapped->buffer = gst_buffer_ref (gst_sample_get_buffer (sample));
  if (!gst_buffer_map (mapped->buffer, &mapped->map, GST_MAP_READ)) {
    gst_buffer_unref (mapped->buffer);
    g_free (mapped);
    return NULL;
  }
  bytes = g_bytes_new_with_free_func (mapped->map.data, mapped->map.size, free_mapped, mapped);
  if (mapped->map.size < (gsize) info.stride[0] * (gsize) info.height) {
    g_bytes_unref (bytes);
    return NULL;
  }
  return culm_frame_new_bgra (bytes, info.width, info.height, (gsize) info.stride[0], g_get_monotonic_time ());
}

static GstFlowReturn
on_sample (GstAppSink *sink, gpointer user_data)
{
  Run *run = user_data;
  GstSample *sample = gst_app_sink_pull_sample (sink);
  CulmFrame *frame = sample != NULL ? make_frame (sample) : NULL;

  if (frame != NULL)
    culm_camera_feed_post (run->feed, frame);
  g_clear_pointer (&sample, gst_sample_unref);
  return GST_FLOW_OK;
}

/* By its serial, which is what the certificate proves and a printer wants to hear. A GResolver cannot tell of an
 * interface: fe80::1%eth0 is called by its number, and the certificate proves the serial all the same.
 * Returns: (transfer full) */
static char *
make_location (const CulmLanTarget *target)
{
  const char *scope = strchr (target->host, '%');

  if (scope == NULL)
    return g_strdup_printf ("rtsps://%s:%u" PATH, target->serial, target->port);
  return g_strdup_printf ("rtsps://[%.*s%%25%s]:%u" PATH, (int) (scope - target->host), target->host, scope + 1,
                          target->port);
}

static gboolean
build (Run *run, GError **error)
{
  GstAppSinkCallbacks callbacks = { .new_sample = on_sample };
  g_autofree char *location = make_location (run->target);
  g_autoptr (GTlsDatabase) database = culm_camera_tls_new ();
  g_autoptr (GstElement) source = NULL;
  g_autoptr (GstElement) sink = NULL;
  g_autoptr (GError) cause = NULL;

  run->pipeline = gst_parse_launch (PIPELINE, &cause);
  if (cause != NULL) {
    culm_error_set (error, CULM_ERROR_ORIGIN_LAN, CULM_ERROR_UNSUPPORTED, "GStreamer cannot: %s", cause->message);
    return FALSE;
  }
  source = gst_bin_get_by_name (GST_BIN (run->pipeline), "source");
  sink = gst_bin_get_by_name (GST_BIN (run->pipeline), "sink");
  culm_contacts_note (CULM_CONTACT_PRINTER, run->target->host);
  g_object_set (source, "location", location, "user-id", USER, "user-pw", run->target->code, "tls-database", database,
                "tcp-timeout", (guint64) CONNECT_LIMIT, NULL);
  g_signal_connect (source, "accept-certificate", G_CALLBACK (on_accept_certificate), run);
  gst_app_sink_set_callbacks (GST_APP_SINK (sink), &callbacks, run, NULL);
  return TRUE;
}

/* The answer of the printer, 0 when it is something else. */
static guint
read_status (GstMessage *message)
{
  const GstStructure *details = NULL;
  guint status = 0;

  gst_message_parse_error_details (message, &details);
  if (details != NULL)
    gst_structure_get_uint (details, "rtsp-status-code", &status);
  return status;
}

static void
set_failure (GstMessage *message, GError **error)
{
  g_autoptr (GError) cause = NULL;
  guint status = read_status (message);
  CulmError code = CULM_ERROR_OFFLINE;

  gst_message_parse_error (message, &cause, NULL);
  if (status == 401 || g_error_matches (cause, GST_RESOURCE_ERROR, GST_RESOURCE_ERROR_NOT_AUTHORIZED))
    code = CULM_ERROR_UNAUTHORISED;
  else if (status == 404 || g_error_matches (cause, GST_RESOURCE_ERROR, GST_RESOURCE_ERROR_NOT_FOUND))
    code = CULM_ERROR_REFUSED;
  else if (status == 453 || status == 503)
    code = CULM_ERROR_BUSY;
  else if (g_error_matches (cause, GST_CORE_ERROR, GST_CORE_ERROR_MISSING_PLUGIN))
    code = CULM_ERROR_UNSUPPORTED;
  else if (cause != NULL && cause->domain == GST_STREAM_ERROR)
    code = CULM_ERROR_MALFORMED;
  culm_error_set (error, CULM_ERROR_ORIGIN_LAN, code, "The camera: %s", cause != NULL ? cause->message : "it failed");
}

/* Wakes watch_bus(). */
static void
on_cancelled (GCancellable *cancellable G_GNUC_UNUSED, gpointer pipeline)
{
  gst_element_post_message (pipeline, gst_message_new_application (pipeline, gst_structure_new_empty ("stop")));
}

static void
watch_bus (Run *run, GError **error)
{
  g_autoptr (GstBus) bus = gst_element_get_bus (run->pipeline);
  g_autoptr (GstMessage) message = gst_bus_timed_pop_filtered (
      bus, GST_CLOCK_TIME_NONE, GST_MESSAGE_ERROR | GST_MESSAGE_EOS | GST_MESSAGE_APPLICATION);

  g_mutex_lock (&run->lock);
  if (run->refusal != NULL)
    g_propagate_error (error, g_steal_pointer (&run->refusal));
  else if (message != NULL && GST_MESSAGE_TYPE (message) == GST_MESSAGE_ERROR)
    set_failure (message, error);
  else
    culm_error_set (error, CULM_ERROR_ORIGIN_LAN, CULM_ERROR_OFFLINE, "The camera ended its stream");
  g_mutex_unlock (&run->lock);
}

static gboolean
run (const CulmLanTarget *target, CulmCameraFeed *feed, GCancellable *cancellable, GError **error)
{
  Run here = { .target = target, .feed = feed };
  const char *missing = NULL;
  gulong id;

  if (gst_init_check (NULL, NULL, NULL))
    missing = find_missing_package ();
  else
    missing = "libgstreamer1.0-0";
  if (missing != NULL) {
    GError *lack = culm_error_new (CULM_ERROR_ORIGIN_LAN, CULM_ERROR_UNSUPPORTED, "%s is not installed", missing);

    culm_error_set_detail (lack, missing);
    g_propagate_error (error, lack);
    return FALSE;
  }
  g_mutex_init (&here.lock);
  if (build (&here, error)) {
    culm_lan_names_hold (target); /* which its serial leads to */
    id = g_cancellable_connect (cancellable, G_CALLBACK (on_cancelled), here.pipeline, NULL);
    gst_element_set_state (here.pipeline, GST_STATE_PLAYING);
    watch_bus (&here, error);
    g_cancellable_disconnect (cancellable, id);
    gst_element_set_state (here.pipeline, GST_STATE_NULL);
    culm_lan_names_release (target);
  }
  g_clear_pointer (&here.pipeline, gst_object_unref);
  g_clear_error (&here.refusal);
  g_mutex_clear (&here.lock);
  return FALSE;
}

static GBytes *
culm_camera_rtsp_encode (CulmCamera *camera G_GNUC_UNUSED, CulmFrame *frame, GError **error)
{
  gsize size;
  const void *data = g_bytes_get_data (frame->bytes, &size);
  g_autoptr (GstCaps) from =
      gst_caps_new_simple ("video/x-raw", "format", G_TYPE_STRING, "BGRA", "width", G_TYPE_INT, frame->width, "height",
                           G_TYPE_INT, frame->height, "framerate", GST_TYPE_FRACTION, 0, 1, NULL);
  g_autoptr (GstCaps) to = gst_caps_new_empty_simple ("image/jpeg");
  g_autoptr (GstBuffer) buffer =
      gst_buffer_new_wrapped_full (GST_MEMORY_FLAG_READONLY, (gpointer) data, size, 0, size, NULL, NULL);
  gsize offset[GST_VIDEO_MAX_PLANES] = { 0 };
  gint stride[GST_VIDEO_MAX_PLANES] = { (gint) frame->stride };
  g_autoptr (GstSample) raw = NULL;
  g_autoptr (GstSample) jpeg = NULL;
  g_autoptr (GError) cause = NULL;
  GBytes *bytes = NULL;
  GstMapInfo map;

  gst_buffer_add_video_meta_full (buffer, GST_VIDEO_FRAME_FLAG_NONE, GST_VIDEO_FORMAT_BGRA, (guint) frame->width,
                                  (guint) frame->height, 1, offset, stride);
  raw = gst_sample_new (buffer, from, NULL, NULL);
  jpeg = gst_video_convert_sample (raw, to, ENCODE_LIMIT, &cause);
  if (jpeg != NULL && gst_buffer_map (gst_sample_get_buffer (jpeg), &map, GST_MAP_READ)) {
    bytes = g_bytes_new (map.data, map.size);
    gst_buffer_unmap (gst_sample_get_buffer (jpeg), &map);
  }
  if (bytes == NULL)
    culm_error_set (error, CULM_ERROR_ORIGIN_LAN, CULM_ERROR_UNSUPPORTED, "The picture cannot be written: %s",
                    cause != NULL ? cause->message : "no bytes");
  return bytes;
}

static void
culm_camera_rtsp_class_init (CulmCameraRtspClass *klass)
{
  CULM_LAN_CAMERA_CLASS (klass)->run = run;
  CULM_CAMERA_CLASS (klass)->encode = culm_camera_rtsp_encode;
}

static void
culm_camera_rtsp_init (CulmCameraRtsp *self G_GNUC_UNUSED)
{
}

CulmCamera *
culm_camera_rtsp_new (CulmLanTarget *target)
{
  CulmCamera *self = g_object_new (CULM_TYPE_CAMERA_RTSP, NULL);

  culm_lan_names_prepare ();
  culm_lan_camera_set_target (CULM_LAN_CAMERA (self), target);
  return self;
}
