// What Swift cannot import of oneDNN, and what differs between its versions 2 and 3: memory
// descriptions (a struct in 2, a handle in 3) and the creation of primitive descriptions (an
// operation descriptor first in 2, one call in 3). Everything else is called directly.

#ifndef LILT_ONEDNN_SHIM_H
#define LILT_ONEDNN_SHIM_H

#include <oneapi/dnnl/dnnl.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

// Eight numbers side by side.
typedef float lilt_lanes __attribute__((ext_vector_type(8)));

// Swift's square root of a vector goes lane by lane, and sets errno each time.
static inline __attribute__((always_inline)) lilt_lanes lilt_square_root(lilt_lanes x) {
  return __builtin_elementwise_sqrt(x);
}

// An owned memory description, NULL for "none".
#if DNNL_VERSION_MAJOR >= 3
typedef dnnl_memory_desc_t lilt_md_t;
#else
typedef dnnl_memory_desc_t *lilt_md_t;
#endif

// The tensors of one recurrent layer, forward and backward; unused ones are NULL.
typedef struct {
  lilt_md_t src_layer, src_iter, src_iter_c;
  lilt_md_t weights_layer, weights_iter, bias;
  lilt_md_t dst_layer, dst_iter, dst_iter_c;
} lilt_rnn_tensors;

// The cells that differ in their creation call.
typedef enum {
  lilt_rnn_lstm = 0,
  lilt_rnn_gru = 1,
  lilt_rnn_lbr_gru = 2,
  lilt_rnn_tanh = 3,
  lilt_rnn_relu = 4
} lilt_rnn_cell;

static inline dnnl_status_t lilt_md_create(
    lilt_md_t *md, int ndims, const dnnl_dim_t *dims, dnnl_data_type_t type,
    dnnl_format_tag_t tag) {
#if DNNL_VERSION_MAJOR >= 3
  return dnnl_memory_desc_create_with_tag(md, ndims, dims, type, tag);
#else
  *md = (lilt_md_t)malloc(sizeof **md);
  if (!*md) return dnnl_out_of_memory;
  dnnl_status_t status = dnnl_memory_desc_init_by_tag(*md, ndims, dims, type, tag);
  if (status != dnnl_success) { free(*md); *md = NULL; }
  return status;
#endif
}

// Copies what a primitive description answers to a query, such as dnnl_query_weights_md.
static inline dnnl_status_t lilt_md_query(
    lilt_md_t *md, const_dnnl_primitive_desc_t pd, dnnl_query_t what, int index) {
#if DNNL_VERSION_MAJOR >= 3
  const_dnnl_memory_desc_t found = dnnl_primitive_desc_query_md(pd, what, index);
  if (!found) return dnnl_invalid_arguments;
  return dnnl_memory_desc_clone(md, found);
#else
  const dnnl_memory_desc_t *found = dnnl_primitive_desc_query_md(pd, what, index);
  if (!found) return dnnl_invalid_arguments;
  *md = (lilt_md_t)malloc(sizeof **md);
  if (!*md) return dnnl_out_of_memory;
  memcpy(*md, found, sizeof **md);
  return dnnl_success;
#endif
}

static inline void lilt_md_destroy(lilt_md_t md) {
#if DNNL_VERSION_MAJOR >= 3
  if (md) dnnl_memory_desc_destroy(md);
#else
  free(md);
#endif
}

static inline size_t lilt_md_size(lilt_md_t md) { return md ? dnnl_memory_desc_get_size(md) : 0; }

static inline int lilt_md_equal(lilt_md_t a, lilt_md_t b) { return dnnl_memory_desc_equal(a, b); }

static inline dnnl_status_t lilt_memory_create(
    dnnl_memory_t *memory, lilt_md_t md, dnnl_engine_t engine, void *handle) {
  return dnnl_memory_create(memory, md, engine, handle);
}

static inline dnnl_status_t lilt_reorder_pd(
    dnnl_primitive_desc_t *pd, dnnl_engine_t engine, lilt_md_t from, lilt_md_t to,
    const_dnnl_primitive_attr_t attr) {
  return dnnl_reorder_primitive_desc_create(pd, from, engine, to, engine, attr);
}

// Adds a product to what its destination holds; version 3 has two more parameters.
static inline dnnl_status_t lilt_post_ops_append_sum(dnnl_post_ops_t operations) {
#if DNNL_VERSION_MAJOR >= 3
  return dnnl_post_ops_append_sum(operations, 1.0f, 0, dnnl_data_type_undef);
#else
  return dnnl_post_ops_append_sum(operations, 1.0f);
#endif
}

// dst = src × weights.
static inline dnnl_status_t lilt_matmul_pd(
    dnnl_primitive_desc_t *pd, dnnl_engine_t engine, lilt_md_t src, lilt_md_t weights,
    lilt_md_t dst, const_dnnl_primitive_attr_t attr) {
#if DNNL_VERSION_MAJOR >= 3
  return dnnl_matmul_primitive_desc_create(pd, engine, src, weights, NULL, dst, attr);
#else
  dnnl_matmul_desc_t op;
  dnnl_status_t status = dnnl_matmul_desc_init(&op, src, weights, NULL, dst);
  if (status != dnnl_success) return status;
  return dnnl_primitive_desc_create(pd, &op, attr, engine, NULL);
#endif
}

// weights' gradient = dst's gradient, transposed, times src, as a layer of products has it: src
// (N, I), dst (N, O), weights (O, I).
static inline dnnl_status_t lilt_weight_gradient_pd(
    dnnl_primitive_desc_t *pd, dnnl_engine_t engine, lilt_md_t src, lilt_md_t weights,
    lilt_md_t dst, lilt_md_t d_weights, const_dnnl_primitive_attr_t attr) {
  dnnl_primitive_desc_t forward = NULL;
#if DNNL_VERSION_MAJOR >= 3
  dnnl_status_t status = dnnl_inner_product_forward_primitive_desc_create(
      &forward, engine, dnnl_forward_training, src, weights, NULL, dst, NULL);
  if (status != dnnl_success) return status;
  status = dnnl_inner_product_backward_weights_primitive_desc_create(
      pd, engine, src, d_weights, NULL, dst, forward, attr);
#else
  dnnl_inner_product_desc_t op;
  dnnl_status_t status = dnnl_inner_product_forward_desc_init(
      &op, dnnl_forward_training, src, weights, NULL, dst);
  if (status != dnnl_success) return status;
  status = dnnl_primitive_desc_create(&forward, &op, NULL, engine, NULL);
  if (status != dnnl_success) return status;
  status = dnnl_inner_product_backward_weights_desc_init(&op, src, d_weights, NULL, dst);
  if (status == dnnl_success)
    status = dnnl_primitive_desc_create(pd, &op, attr, engine, forward);
#endif
  dnnl_primitive_desc_destroy(forward);
  return status;
}

static inline dnnl_status_t lilt_rnn_forward_pd(
    dnnl_primitive_desc_t *pd, dnnl_engine_t engine, lilt_rnn_cell cell, dnnl_prop_kind_t prop,
    dnnl_rnn_direction_t direction, const lilt_rnn_tensors *t, const_dnnl_primitive_attr_t attr) {
  dnnl_alg_kind_t activation =
      cell == lilt_rnn_relu ? dnnl_eltwise_relu : dnnl_eltwise_tanh;
#if DNNL_VERSION_MAJOR >= 3
  switch (cell) {
  case lilt_rnn_lstm:
    return dnnl_lstm_forward_primitive_desc_create(
        pd, engine, prop, direction, t->src_layer, t->src_iter, t->src_iter_c, t->weights_layer,
        t->weights_iter, NULL, NULL, t->bias, t->dst_layer, t->dst_iter, t->dst_iter_c, 0, attr);
  case lilt_rnn_gru:
    return dnnl_gru_forward_primitive_desc_create(
        pd, engine, prop, direction, t->src_layer, t->src_iter, t->weights_layer, t->weights_iter,
        t->bias, t->dst_layer, t->dst_iter, 0, attr);
  case lilt_rnn_lbr_gru:
    return dnnl_lbr_gru_forward_primitive_desc_create(
        pd, engine, prop, direction, t->src_layer, t->src_iter, t->weights_layer, t->weights_iter,
        t->bias, t->dst_layer, t->dst_iter, 0, attr);
  default:
    return dnnl_vanilla_rnn_forward_primitive_desc_create(
        pd, engine, prop, activation, direction, t->src_layer, t->src_iter, t->weights_layer,
        t->weights_iter, t->bias, t->dst_layer, t->dst_iter, 0, 0.0f, 0.0f, attr);
  }
#else
  dnnl_rnn_desc_t op;
  dnnl_status_t status;
  switch (cell) {
  case lilt_rnn_lstm:
    status = dnnl_lstm_forward_desc_init(
        &op, prop, direction, t->src_layer, t->src_iter, t->src_iter_c, t->weights_layer,
        t->weights_iter, t->bias, t->dst_layer, t->dst_iter, t->dst_iter_c, 0);
    break;
  case lilt_rnn_gru:
    status = dnnl_gru_forward_desc_init(
        &op, prop, direction, t->src_layer, t->src_iter, t->weights_layer, t->weights_iter,
        t->bias, t->dst_layer, t->dst_iter, 0);
    break;
  case lilt_rnn_lbr_gru:
    status = dnnl_lbr_gru_forward_desc_init(
        &op, prop, direction, t->src_layer, t->src_iter, t->weights_layer, t->weights_iter,
        t->bias, t->dst_layer, t->dst_iter, 0);
    break;
  default:
    status = dnnl_vanilla_rnn_forward_desc_init(
        &op, prop, activation, direction, t->src_layer, t->src_iter, t->weights_layer,
        t->weights_iter, t->bias, t->dst_layer, t->dst_iter, 0, 0.0f, 0.0f);
    break;
  }
  if (status != dnnl_success) return status;
  return dnnl_primitive_desc_create(pd, &op, attr, engine, NULL);
#endif
}

static inline dnnl_status_t lilt_rnn_backward_pd(
    dnnl_primitive_desc_t *pd, dnnl_engine_t engine, lilt_rnn_cell cell,
    dnnl_rnn_direction_t direction, const lilt_rnn_tensors *t, const lilt_rnn_tensors *d,
    const_dnnl_primitive_desc_t forward, const_dnnl_primitive_attr_t attr) {
  dnnl_alg_kind_t activation =
      cell == lilt_rnn_relu ? dnnl_eltwise_relu : dnnl_eltwise_tanh;
#if DNNL_VERSION_MAJOR >= 3
  switch (cell) {
  case lilt_rnn_lstm:
    return dnnl_lstm_backward_primitive_desc_create(
        pd, engine, dnnl_backward, direction, t->src_layer, t->src_iter, t->src_iter_c,
        t->weights_layer, t->weights_iter, NULL, NULL, t->bias, t->dst_layer, t->dst_iter,
        t->dst_iter_c, d->src_layer, d->src_iter, d->src_iter_c, d->weights_layer,
        d->weights_iter, NULL, NULL, d->bias, d->dst_layer, d->dst_iter, d->dst_iter_c, 0,
        forward, attr);
  case lilt_rnn_gru:
    return dnnl_gru_backward_primitive_desc_create(
        pd, engine, dnnl_backward, direction, t->src_layer, t->src_iter, t->weights_layer,
        t->weights_iter, t->bias, t->dst_layer, t->dst_iter, d->src_layer, d->src_iter,
        d->weights_layer, d->weights_iter, d->bias, d->dst_layer, d->dst_iter, 0, forward, attr);
  case lilt_rnn_lbr_gru:
    return dnnl_lbr_gru_backward_primitive_desc_create(
        pd, engine, dnnl_backward, direction, t->src_layer, t->src_iter, t->weights_layer,
        t->weights_iter, t->bias, t->dst_layer, t->dst_iter, d->src_layer, d->src_iter,
        d->weights_layer, d->weights_iter, d->bias, d->dst_layer, d->dst_iter, 0, forward, attr);
  default:
    return dnnl_vanilla_rnn_backward_primitive_desc_create(
        pd, engine, dnnl_backward, activation, direction, t->src_layer, t->src_iter,
        t->weights_layer, t->weights_iter, t->bias, t->dst_layer, t->dst_iter, d->src_layer,
        d->src_iter, d->weights_layer, d->weights_iter, d->bias, d->dst_layer, d->dst_iter, 0,
        0.0f, 0.0f, forward, attr);
  }
#else
  dnnl_rnn_desc_t op;
  dnnl_status_t status;
  switch (cell) {
  case lilt_rnn_lstm:
    status = dnnl_lstm_backward_desc_init(
        &op, dnnl_backward, direction, t->src_layer, t->src_iter, t->src_iter_c,
        t->weights_layer, t->weights_iter, t->bias, t->dst_layer, t->dst_iter, t->dst_iter_c,
        d->src_layer, d->src_iter, d->src_iter_c, d->weights_layer, d->weights_iter, d->bias,
        d->dst_layer, d->dst_iter, d->dst_iter_c, 0);
    break;
  case lilt_rnn_gru:
    status = dnnl_gru_backward_desc_init(
        &op, dnnl_backward, direction, t->src_layer, t->src_iter, t->weights_layer,
        t->weights_iter, t->bias, t->dst_layer, t->dst_iter, d->src_layer, d->src_iter,
        d->weights_layer, d->weights_iter, d->bias, d->dst_layer, d->dst_iter, 0);
    break;
  case lilt_rnn_lbr_gru:
    status = dnnl_lbr_gru_backward_desc_init(
        &op, dnnl_backward, direction, t->src_layer, t->src_iter, t->weights_layer,
        t->weights_iter, t->bias, t->dst_layer, t->dst_iter, d->src_layer, d->src_iter,
        d->weights_layer, d->weights_iter, d->bias, d->dst_layer, d->dst_iter, 0);
    break;
  default:
    status = dnnl_vanilla_rnn_backward_desc_init(
        &op, dnnl_backward, activation, direction, t->src_layer, t->src_iter, t->weights_layer,
        t->weights_iter, t->bias, t->dst_layer, t->dst_iter, d->src_layer, d->src_iter,
        d->weights_layer, d->weights_iter, d->bias, d->dst_layer, d->dst_iter, 0, 0.0f, 0.0f);
    break;
  }
  if (status != dnnl_success) return status;
  return dnnl_primitive_desc_create(pd, &op, attr, engine, forward);
#endif
}

#endif
